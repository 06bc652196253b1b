"""teaching_export"""
