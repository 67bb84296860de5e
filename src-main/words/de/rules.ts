import type { rules as english } from '../en/rules.js'
import type { Translation } from '../message.js'

export const rules: Translation<typeof english> = {
  timestamp: 'als Datum geschrieben, das das neue Hive liest; der Wert davor ist aufgehoben',
  'type of the new column': 'im Typ der neuen Spalte abgelegt; der Wert davor ist aufgehoben',
  'new number': 'eine neue Nummer, weil eine andere Zeile die alte hat; der Wert davor ist aufgehoben',
  'missing key': 'neu gemacht, weil die alte Zeile keinen Schlüssel hatte',
  placeholder: 'steht für eine Zeile, die die alte Datenbank nicht hat',
  'filled from another database': 'war hier leer und kommt aus einer anderen Datenbank',
  'completed from its messages': 'fehlte in der alten Datenbank und ist aus den Nachrichten gemacht',
  'model name': 'mit dem Namen geschrieben, unter dem das neue Hive dieses Modell kennt; der Wert davor ist aufgehoben',
  'model of the old catalogue':
    'eine Nummer des alten Katalogs, als Name des Modells geschrieben; der Wert davor ist aufgehoben',
  'required user': 'der eigene Benutzer des neuen Hive, weil die alte Zeile keinen nennt',
}
