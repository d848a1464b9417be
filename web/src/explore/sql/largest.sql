SELECT mass_kg, period_start, place, place_text, submission, row
FROM seizures
WHERE mass_kg > 0 AND array_has(substances, '{substance}')
  AND ('{place}' = '' OR place = '{place}' OR starts_with(place, '{place}-'))
ORDER BY mass_kg DESC, submission, row
LIMIT 10
