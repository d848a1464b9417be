SELECT CAST(floor(log10(CAST(mass_kg AS DOUBLE)) * 2) AS BIGINT) AS step, count(*) AS seizures, sum(mass_kg) AS kg
FROM seizures
WHERE mass_kg > 0 AND array_has(substances, '{substance}')
  AND ('{place}' = '' OR place = '{place}' OR starts_with(place, '{place}-'))
GROUP BY 1
ORDER BY 1
