/**
 * The seed of what tests make by chance: always the same, so that a test that fails here fails for everybody. `npm run test:random`
 * gives another one, in `TEST_SEED`, and says how to give it again.
 */
const FIXED = 20_261_130;

const given = process.env.TEST_SEED;

export const SEED: number = given === undefined ? FIXED : Number.parseInt(given, 10);

/** A number for a test of its own making: `usual`, or with another seed another one. */
export function seedFrom(usual: number): number {
  return given === undefined ? usual : Math.abs(Math.imul(usual + 1, SEED)) % 2_147_483_647;
}
