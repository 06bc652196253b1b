"""What messages are about: phrases that one class uses far more than the other, by theme."""

from core.text.phrases import lines

ORDINARY: dict[str, tuple[str, ...]] = {
    "order": lines("""
        where is {code}?
        the {item} broke
        still no {parcel}
        wrong {item} arrived
        my {parcel} {code} has not arrived yet
        the {item} stopped working after {count} days
        I ordered two and only one came
        can I swap the {item} for a bigger size?
        the tracking page has shown {place} since {day}
        I would like to return the {item} I bought
        the box was damaged when the courier left it
        I was charged {amount} twice for the same {item}
        could you send the {parcel} to {place} instead?
        please tell me how long the repair takes
        the manual for the {item} is missing a page
        your shop in {place} told me to write to you
        the refund of {amount} has not reached my {bank}
        I cannot find the receipt, the number is {code}
    """),
    "account": lines("""
        cannot log in
        password reset failed
        my {account} is locked since {day}
        the app crashes when I open my {account}
        I changed my phone and lost the login
        how do I change the address on my {account}?
        the reset mail never came to my inbox
        please close my {account} at the end of the month
        I do not understand the {money} of {amount}
        the page says error {count} when I try to pay
        can you explain the line of {amount} on my bill?
        I moved to {place} and need to update my details
        my {relative} should be able to use the {account} too
        I paid on {day} but it still says unpaid
        could somebody from support ring me after {time}?
        the new version is much slower on my {item}
    """),
    "home": lines("""
        running late, {name}
        home by {time}
        {food} is ready
        missed the bus
        at {place} already
        {relative} says hello
        can you pick up the kids at {time}?
        {food} at ours on {day}, bring the {item}?
        I left my {item} at {place} again
        the train to {place} is {count} minutes late
        {relative} is feeling better and comes home on {day}
        shall we go to {place} at the weekend?
        do we need milk or bread?
        happy birthday to you and {name}
        the film starts at {time}, I have the tickets
        thanks for helping with the {item} yesterday
        I am on the bus, see you at {time}
        did you feed the cat this morning?
        {name} and I are having {food} with {relative}
        the plumber is coming at {time}, can you be there?
        it was so {good} to see you and {relative}
        I will be at {place} with {name} around {time}
    """),
    "work": lines("""
        meeting at {time}
        {paper} is done
        {name} is ill
        moved to {day}
        the meeting with the {colleague} is moved to {time}
        I have put my comments in the {paper}
        can you send me the {paper} before {day}?
        the {colleague} asked for the {paper} again
        I am working from home on {day}
        the room on floor {count} is booked until {time}
        {name} will take the notes this week
        who is on call at {place} this weekend?
        page {count} of the {paper} has the wrong numbers
        the projector needs a cable, could you bring one?
        let us discuss the {paper} over {food}
        the interview with {name} went well
        sorry, I am stuck in another meeting until {time}
        my train is cancelled so start without me
        the {colleague} from {place} is visiting on {day}
        please add {name} to the invitation for {day}
    """),
    "service": lines("""
        table for {count}?
        dentist moved to {day}
        library book due
        your table for {count} is booked for {day}
        your {item} is repaired and ready to collect
        the school is closed on {day} because of snow
        please bring your own cup to the picnic
        choir practice starts at {time} in {place}
        your prescription is ready at the counter
        the meter reading for your flat is {count}
        the lift in your building is repaired on {day}
        thank you for your visit, how was the {food}?
        your library books are due back on {day}
        swimming lessons for {name} begin at {time}
        we have received your form and will answer by {day}
        your parcel is with your neighbour {name}
    """),
}

SPAM: dict[str, tuple[str, ...]] = {
    "prize": lines("""
        you won {amount}
        claim code {code}
        winner! call {phone}
        free {item} inside
        you have won a {free} {item} worth {amount}
        claim your prize of {amount} before {day}
        your number was drawn in our weekly lottery
        text WIN to {phone} to take part
        you are one of {count} lucky winners in {place}
        this is the final notice for your reward
        congratulations, your entry {code} was selected
        no purchase needed, just pay {amount} for postage
        answer {count} questions and get a gift card
        your bonus points expire {soon}, use them at {link}
        the gift is reserved for you until {time}
        tap {link} to choose your {item}
    """),
    "bank": lines("""
        {account} suspended: {link}
        verify at {link}
        login blocked {code}
        your {account} has been limited, verify at {link}
        unusual activity was found on your {account}
        confirm your password at {link} to avoid closure
        a payment of {amount} to {name} is pending, stop it at {link}
        send us the code {code} to unlock your {account}
        failure to act within {count} hours means suspension
        your security certificate runs out {soon}
        our fraud department needs your card number
        update your billing details {soon} at {link}
        you are owed a tax rebate of {amount}
        log in at {link} to release your {money}
        for your safety we ask for your PIN and address
        press the link below to keep your {account}
    """),
    "parcel": lines("""
        pay {amount} {link}
        parcel held, {link}
        customs fee due
        your {parcel} is held at customs, pay {amount} at {link}
        a fee of {amount} is needed to release your {parcel}
        we could not deliver, choose a new slot at {link}
        your {parcel} {code} goes back unless you pay {soon}
        confirm your address and card at {link}
        last chance to collect your {parcel} from our depot
        redelivery costs only {amount}, pay here {link}
        your {parcel} has a missing house number, fix it at {link}
        click {link} and settle the {money} within {count} hours
        the driver waits for your confirmation at {link}
        the storage charge rises by {amount} every day
    """),
    "money": lines("""
        earn {amount} daily
        loan approved: {amount}
        invest {amount} {soon}
        double your money
        earn {amount} a day from home, no experience
        our trading robot made {amount} for {name}
        guaranteed returns of {count} percent every week
        your loan of {amount} is approved without credit check
        join our private group for investors at {link}
        we pay {amount} for {count} hours of simple tasks
        bitcoin is rising, start with only {amount}
        {name} from {place} quit her job after one month
        no risk and instant withdrawal to your {bank}
        we are hiring {count} people in {place}, apply at {link}
        clear all your debts {soon} with one call to {phone}
        the secret that your {bank} hides from you
        send {amount} and get twice as much back
    """),
    "shop": lines("""
        {count} percent off
        cheap {item} {link}
        sale ends {soon}
        buy now, {link}
        {count} percent off every {item}, only {soon}
        lose {count} kilos in a month without a diet
        doctors are amazed by this {good} pill
        luxury {item} at a tenth of the price
        unlimited streaming for {amount}, limited offer
        order two and get one {free} at {link}
        singles in {place} want to meet you
        hot deals on {item} and {item}, shop {soon}
        our stock is nearly gone, buy at {link}
        reply STOP to leave this list
        unsubscribe at {link} or enjoy the savings
        this {free} offer is for you and {count} friends
    """),
    "friend": lines("""
        mum, new number
        need {amount} urgently
        buy gift cards
        hi {relative}, my {item} fell in the water, use this number
        can you lend me {amount}, I will pay back {soon}
        I am stuck in {place} and lost my wallet
        do not call, I can only text right now
        please buy {count} gift cards for the {colleague}
        keep this between us, I explain later
        I saw your picture and think you are {good}
        transfer {amount} to {name} for me {soon}
        I am in a meeting and need a quick favour
        scratch the cards and send me the codes
        my {bank} app is blocked, can you pay {amount}?
    """),
}
