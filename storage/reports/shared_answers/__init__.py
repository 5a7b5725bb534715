"""One answer that stands for several duties on a task: which, where it counts, what is asked."""
