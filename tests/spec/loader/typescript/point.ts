export default class Point {
  constructor(public x: number, public y: number) {}
}
export const area = ({ x, y }: Point) => x * y;
