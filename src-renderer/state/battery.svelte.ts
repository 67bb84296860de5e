import { t } from '../i18n/index.js'
import type { PreflightCheck } from '../../src-preload/contract.js'
import { percent } from '../lib/format.js'

/** The part of the Battery Status API that is used; TypeScript's library does not have it. */
type BatteryManager = EventTarget & { level: number; charging: boolean }

/** Below this share a run may not come to its end. */
const enough = 0.2

/** The computer's battery, where it has one and the host says so; else it counts as plugged in. */
class Battery {
  /** 0..1. */
  level = $state(1)
  #charging = $state(true)
  readonly low = $derived(this.level < enough && !this.#charging)

  async watch(): Promise<void> {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> }
    const manager = await getBattery?.call(navigator)
    if (!manager) return
    const read = () => {
      this.level = manager.level
      this.#charging = manager.charging
    }
    for (const change of ['levelchange', 'chargingchange']) manager.addEventListener(change, read)
    read()
  }
}

export const battery = new Battery()

/** A low battery among the checks. */
export function lowBattery(level: number): PreflightCheck {
  return {
    name: 'battery',
    title: t('wizard.batteryTitle'),
    status: 'warning',
    detail: t('wizard.batteryDetail', { percent: percent(level) }),
    fix: t('wizard.batteryFix'),
  }
}
