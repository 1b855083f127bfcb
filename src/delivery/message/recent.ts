/** The values asked for last, each made once also when many ask at the same time. A failure is not kept. */
export class Recent<T> {
  private readonly values = new Map<string, Promise<T>>();

  constructor(private readonly size: number) {}

  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.values.get(key);
    const value = known ?? make();
    // The first of a Map is what was set longest ago.
    this.values.delete(key);
    this.values.set(key, value);
    if (known !== undefined) return value;
    value.catch(() => {
      if (this.values.get(key) === value) this.values.delete(key);
    });
    const [oldest] = this.values.keys();
    if (this.values.size > this.size && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}
