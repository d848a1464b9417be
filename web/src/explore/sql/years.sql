SELECT date_part('year', period_start) AS year, count(*) AS seizures, sum(mass_kg) AS kg,
  median(CAST(mass_kg AS DOUBLE)) AS median_kg, max(mass_kg) AS largest_kg
FROM seizures
WHERE mass_kg > 0 AND array_has(substances, '{substance}')
  AND ('{place}' = '' OR place = '{place}' OR starts_with(place, '{place}-'))
GROUP BY 1
ORDER BY 1
