"""The phrases that spam and ordinary messages share: greetings, closings and a pool of sentences.

One phrase a line; greetings and closings of two words, all others of at least three. A {slot} always becomes one
word, so a phrase's length is known before it is filled. The two vocabularies overlap on purpose: they do in real life.
"""


def lines(block: str) -> tuple[str, ...]:
    """The lines of a block of text, without the spaces around them."""
    return tuple(line.strip() for line in block.strip().splitlines())


GREETINGS = lines("""
    Hi {name},
    Hello {name},
    Dear {name},
    Hey {name},
    Morning {name},
    Dear customer,
    Hi there,
    Sorry {name},
""")

CLOSINGS = lines("""
    Thanks, {name}
    Best, {name}
    Regards, {name}
    Speak soon
    Thank you
    Cheers, {name}
    Love, {name}
    Take care
""")

SHARED = lines("""
    call me {soon}
    call {phone} {soon}
    ring {phone} today
    reply by {day}
    reference number {code}
    your code: {code}
    it costs {amount}
    only {amount} left
    open until {day}
    text {name} back
    see {link} {please}
    {please} call {phone} before {time}
    your {parcel} {code} is on its way
    the {money} of {amount} is due on {day}
    we tried to reach you on {phone}
    {please} {check} your {account} details
    details are at {link}
    let me know if this is not you
    do you still have {amount} from last time?
    the {bank} wrote to you about your {account}
    the price is {amount} until {day}
    you can cancel at any time before {day}
    did you get my last message?
    are you free on {day} at {time}?
    {name} gave me your number
    this is my new number {phone}
    there is a {good} deal on the {item}
    I can send the {money} on {day}
    the {item} is still in stock
    {please} read this before {time}
    your appointment is on {day} at {time}
    we have {free} places left in {place}
    your {account} ends on {day}
    {please} bring proof of your address to {place}
    this will only take {count} minutes
    more about it at {link}
    the offer for the {item} came to {amount}
    nobody answered the door in {place} on {day}
    the {account} was used in {place} at {time}
    everyone in {place} is talking about it
    can you {check} this by {time}?
    it is about the {money} for the {item}
    we have sent {count} messages about your {parcel}
    you have {count} days to answer
""")
