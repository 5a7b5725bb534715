"""What people do about themselves and each other, and what a planner does about them."""
