"""Sentences of our own, as news has them, by which an int8 model is made and then checked."""

from __future__ import annotations

# The first half tells the ranges of what is inside the model, the second whether it agrees.
PROBES = (
    "Four people died when a bridge over the harbour gave way on Monday morning, officials said.",
    "“We heard a crack, and then the lights went out,” said a baker who lives by the quay.",
    "The minister denied that the warning of 14 March had been ignored.",
    "Ferries carried 3,200 passengers an hour, a third of what the bridge had carried.",
    "Shares of the builder fell by 7.4 per cent to 12.30 euros.",
    "Why was nobody told?",
    "Police closed the road and asked people to stay at home.",
    "No part of the steel was tested after 2011, though the contract asks for it every year.",
    "Storm reaches the coast; schools stay closed",
    "He has been the coach of the team since last summer and won nine of its eleven matches.",
    "The court found her guilty of fraud but acquitted her of all other charges.",
    "Drones hit an oil depot near the border overnight, the regional governor wrote on Telegram.",
    "Both sides said that they had shot down dozens of them.",
    "In the second quarter, prices rose more slowly than wages for the first time in three years.",
    "Rescue workers searched the rubble with dogs, lamps and their bare hands until dawn.",
    "The president will meet his counterpart on Thursday in Geneva to speak about grain.",
    "Scientists found water vapour in the air of a planet 120 light years from here.",
    "A spokesman did not answer questions sent by e-mail.",
    "No.",
    "The vote was 51 to 48, with one senator, who was ill, not taking part.",
    "Seven lorries, two cars and a bus were on the bridge when it fell, the fire brigade said.",
    "Nurses in six cities walked out over pay, and more strikes were announced for next week.",
    "The mayor said the city would pay for the funerals; the families had asked for an inquiry.",
    "“It is a miracle that the bus was empty,” the driver told the radio station.",
    "An engineer who inspected the bridge in 2019 warned of rust in its cables.",
    "Unemployment fell to 4.1 per cent in May, the lowest since records began in 1992.",
    "The army said it had retaken two villages; the claim could not be verified.",
    "She scored twice in the last ten minutes and sent the champions home.",
    "Oil rose above 90 dollars a barrel.",
    "The film, shot in eleven days with a telephone, won the first prize at the festival.",
    "What began as a quarrel about parking ended in the emergency ward.",
    "The ministry said on Friday that nine were dead and three, two of them children, missing.",
    "Researchers warned that the ice is melting faster than any model had foreseen.",
    "Heavy rain is expected in the south; trains may be late.",
    "The suspect, 34, was arrested at the airport and will appear in court today.",
    "Voters go to the polls on Sunday in an election that nobody expects to be close.",
)
CALIBRATION, VERIFICATION = PROBES[: len(PROBES) // 2], PROBES[len(PROBES) // 2 :]
