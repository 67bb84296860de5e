import { playPoints } from './support/points-suite.js'

await playPoints(1)
