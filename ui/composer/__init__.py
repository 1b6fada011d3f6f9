"""The composer: texts filled in from the plan, their register, and their templates."""
