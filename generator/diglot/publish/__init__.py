"""Publishing a built site: a plan, phases with barriers, and targets behind one small port."""
