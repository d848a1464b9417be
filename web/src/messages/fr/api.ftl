## Ce qui a échoué en chemin vers le nœud. Pas encore relu par une personne de langue maternelle française.

api-status = Le nœud a répondu avec le statut { $status }.
api-no-answer = Le nœud ne répond pas
api-no-answer-why = Le nœud ne répond pas. Il a peut-être été arrêté : voyez là où tourne `watchfire serve`.
