"""Who answers after a reorganisation where only the planning department can say it."""
