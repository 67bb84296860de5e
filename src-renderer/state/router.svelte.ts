/**
 * Where the person is. The address keeps it (`#/backups`), so that a reloaded window comes back to the same page.
 * `run` is one place with two steps, Migrate and Verify: which of them shows depends on how far the operation is.
 */
import type { OperationName } from '../../src-preload/contract.js'

export type WizardStop = 'find' | 'check' | 'plan' | 'run' | 'done'
export type Route =
  | { page: 'home' }
  | { page: 'migrate'; stop: WizardStop }
  | { page: 'backups' }
  | { page: 'look'; run?: string }
  | { page: 'history' }
  | { page: 'test' }
  | { page: 'performance' }
  | { page: 'settings' }

/** Pages that are one place each. */
const plainPages = ['backups', 'history', 'test', 'performance', 'settings'] as const
const stops: readonly WizardStop[] = ['find', 'check', 'plan', 'run', 'done']

export function parseRoute(hash: string): Route {
  const [page, stop] = hash.replace(/^#\/?/, '').split('/')
  if (page === 'migrate') return { page, stop: stops.find((known) => known === stop) ?? 'find' }
  if (page === 'look') return stop ? { page, run: stop } : { page }
  const plain = plainPages.find((known) => known === page)
  if (plain) return { page: plain }
  return { page: 'home' }
}

/** The page that shows an operation while it runs and what came of it. */
export function pageOf(operation: OperationName): Route {
  if (operation === 'migrate') return { page: 'migrate', stop: 'run' }
  if (operation === 'rollback') return { page: 'backups' }
  return { page: operation === 'test' ? 'test' : 'performance' }
}

class Router {
  route = $state.raw<Route>(parseRoute(location.hash))

  /** Where the person was before: a page that is a detour leads back there. */
  before = $state.raw<Route | null>(null)

  go(route: Route): void {
    this.before = this.route
    this.route = route
    const below = route.page === 'migrate' ? route.stop : route.page === 'look' ? route.run : undefined
    history.replaceState(null, '', below === undefined ? `#/${route.page}` : `#/${route.page}/${below}`)
  }

  step(stop: WizardStop): void {
    this.go({ page: 'migrate', stop })
  }
}

export const router = new Router()
