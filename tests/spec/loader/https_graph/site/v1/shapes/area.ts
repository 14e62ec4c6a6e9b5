import type { Shape } from "./mod.ts";
export const area = ({ side }: Shape): number => side ** 2;
