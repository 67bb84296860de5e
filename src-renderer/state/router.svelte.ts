/**
 * Where the person is. The address keeps it (`#/backups`), so that a reloaded window comes back to the same page.
 * `run` is one place with two steps, Migrate and Verify: which of them shows depends on how far the operation is.
 */
export type WizardStop = 'find' | 'check' | 'plan' | 'run' | 'done'
export type Route =
  | { page: 'home' }
  | { page: 'migrate'; stop: WizardStop }
  | { page: 'backups' }
  | { page: 'history' }
  | { page: 'settings' }

const stops: readonly WizardStop[] = ['find', 'check', 'plan', 'run', 'done']

export function parseRoute(hash: string): Route {
  const [page, stop] = hash.replace(/^#\/?/, '').split('/')
  if (page === 'migrate') return { page, stop: stops.find((known) => known === stop) ?? 'find' }
  if (page === 'backups' || page === 'history' || page === 'settings') return { page }
  return { page: 'home' }
}

class Router {
  route = $state.raw<Route>(parseRoute(location.hash))

  go(route: Route): void {
    this.route = route
    const hash = route.page === 'migrate' ? `#/migrate/${route.stop}` : `#/${route.page}`
    history.replaceState(null, '', hash)
  }

  step(stop: WizardStop): void {
    this.go({ page: 'migrate', stop })
  }
}

export const router = new Router()
