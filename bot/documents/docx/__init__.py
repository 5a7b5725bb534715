"""Documents in Word, in the layout of Nghị định 30/2020/NĐ-CP, on templates anybody may edit."""
