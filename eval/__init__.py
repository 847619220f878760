"""How good are the answers: question sets, metrics, comparison, report, benchmark."""
