SELECT place, count(*) AS seizures
FROM seizures
WHERE mass_kg > 0 AND array_has(substances, '{substance}')
GROUP BY place
ORDER BY seizures DESC, place
