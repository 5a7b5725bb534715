"""What can be read, a file each: its address, its parameters, its shape, and who reads it."""

from bot.web.api.resources import answers, indicators, plans, rounds, summary

RESOURCES = (
    plans.PLANS,
    plans.PLAN,
    rounds.ROUNDS,
    summary.SUMMARY,
    answers.ANSWERS,
    indicators.INDICATORS,
)
