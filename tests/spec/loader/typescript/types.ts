export interface Shape { side?: number }
export type Named = { name: string };
export const shape = (side: number): Shape => ({ side });
