/** The user under whom the shipped app counts usage: only conversations of this id show in its dashboard (facts T17). */
export const dashboardUser = '3034c561-e193-4968-a575-f1b165d31a5b'
