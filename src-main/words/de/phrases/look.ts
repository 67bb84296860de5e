/** What "Look inside" calls parts of a conversation (engine/look). */
import type { Phrases } from '../../phrases.js'

export const look: Phrases = {
  Question: 'Frage',
  'Final answer': 'Endgültige Antwort',
  'Source of truth': 'Quelle der Wahrheit',
  'Costs, times and settings': 'Kosten, Zeiten und Einstellungen',
  'made from the question: its first 100 characters': 'aus der Frage gemacht: ihre ersten 100 Zeichen',
  'made from last_updated': 'aus last_updated gemacht',
  'text that is not valid UTF-16, as its bytes': 'Text, der kein gültiges UTF-16 ist, als seine Bytes',
  'the sum of the stages': 'die Summe der Stufen',
}
