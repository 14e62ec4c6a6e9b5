class X { constructor() { this.a = 1; } } throw new X();
