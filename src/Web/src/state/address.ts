import { useSearchParams } from 'wouter-preact';

/** What stands behind the question mark of the address, and how to change some of it: undefined takes a name away. */
export function useAddress(): [URLSearchParams, (changes: Record<string, string | undefined>, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (changes: Record<string, string | undefined>, replace = false) => setSearch(old => {
    const params = new URLSearchParams(old);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) params.delete(name);
      else params.set(name, value);
    }
    return params;
  }, { replace });
  return [search, change];
}
