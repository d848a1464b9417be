## Ce que disent les règles livrées ; en anglais, le nœud l’écrit. Seule la règle elle-même fait foi. Pas encore relu par une personne de langue maternelle française.

## Les règles livrées

rules-own-purposes = Personne n’agit pour une finalité que son compte ne mentionne pas.
rules-purpose-wall = Une information n’est là que pour les finalités pour lesquelles elle a été remise : ce qui sert la santé n’est pas là pour le travail de police, ni l’inverse.
rules-people-in-contact-with-services = Ce qui concerne des personnes en contact avec des services de santé ou sociaux n’est jamais là pour la douane ni la police, quelle que soit la finalité invoquée.
rules-suspects-and-victims = Ce qui concerne des suspects, victimes, témoins ou contacts n’est là que pour la police, la douane et l’évaluation.
rules-amber-within-the-organisation = Ce qui est marqué TLP:AMBER+STRICT ou TLP:RED n’est là que pour les personnes de l’organisation qui l’a envoyé.
rules-red-stays = Ce qui est marqué TLP:RED ne sort pas du nœud.
rules-no-dissemination-without-permission = Ce qui porte le code de traitement H2 ou H3 ne sort pas du nœud.
rules-crime-only = Ce qui porte le code de traitement H0 n’est là que pour prévenir et combattre la criminalité.
rules-restricted-within-the-organisation = Ce qui est classifié « restricted » n’est là que pour les personnes de l’organisation qui l’a envoyé.
rules-nothing-confidential = Ce qui est classifié confidentiel ou secret n’est là pour personne : un nœud n’y est pas habilité.
rules-analysts-and-assessors = L’analyse et l’évaluation lisent, cherchent, comptent et emportent des informations, et en décident.
rules-laboratories = Les laboratoires lisent, cherchent, comptent et emportent des informations qui ne concernent personne ou des personnes décédées, et en décident.
rules-customs-and-police = La douane et la police lisent, cherchent, comptent et emportent des informations, et en décident.
rules-partners = Les partenaires lisent, cherchent et comptent des informations marquées TLP:CLEAR ou TLP:GREEN qui ne concernent personne.
rules-partners-take-out = Les partenaires emportent ce qui peut être publié.
rules-administrators = L’administration fait fonctionner le nœud ; ce rôle seul ne montre aucune information.
rules-supervisors = La supervision voit qui a regardé quoi, et pourquoi quelqu’un ne le pouvait pas ; ce rôle seul ne montre aucune information.
