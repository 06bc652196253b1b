"""The pages of the app: one thin script each."""
