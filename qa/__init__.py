"""Retrieved passages become checked, cited answers."""

from qa.assistant import Assistant, error_answer
from qa.contract import answer_to_json
from qa.opening import open_assistant
from qa.schema import Answer, AnswerStatus, Turn

__all__ = ["Answer", "AnswerStatus", "Assistant", "Turn", "answer_to_json", "error_answer", "open_assistant"]
