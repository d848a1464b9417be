## What went wrong on the way to the node.

api-status = The node answered with status { $status }.
api-no-answer = The node does not answer
api-no-answer-why = The node does not answer. It may have been stopped: see where `watchfire serve` runs.
