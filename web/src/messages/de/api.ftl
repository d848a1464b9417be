## Was auf dem Weg zum Knoten misslang. Noch nicht von einer Person mit Deutsch als Muttersprache geprüft.

api-status = Der Knoten hat mit Status { $status } geantwortet.
api-no-answer = Der Knoten antwortet nicht
api-no-answer-why = Der Knoten antwortet nicht. Vielleicht wurde er beendet: Sehen Sie dort nach, wo `watchfire serve` läuft.
