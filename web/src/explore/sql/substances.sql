SELECT substances[1] AS substance, count(*) AS seizures
FROM seizures
WHERE mass_kg > 0
GROUP BY substances[1]
HAVING substances[1] IS NOT NULL
ORDER BY seizures DESC, substance
