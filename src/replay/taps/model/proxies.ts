type Environment = Readonly<Record<string, string>>;

const HERE = '127.0.0.1,localhost,::1';

/**
 * The variables by which clients know which hosts they must not reach through a proxy, with this machine among them;
 * nothing where no proxy is named. Some clients read the names in capitals, some the others; `*` stands for all hosts
 * where it stands alone.
 */
export function exceptHere(environment: Environment): Record<string, string> {
  if (!Object.keys(environment).some((name) => /^(?:https?|all)_proxy$/i.test(name))) return {};
  const { no_proxy = '', NO_PROXY = '' } = environment;
  const excepted = [no_proxy, NO_PROXY, HERE].flatMap((list) => list.split(','));
  const hosts = new Set(excepted.map((host) => host.trim()).filter((host) => host !== ''));
  const list = hosts.has('*') ? '*' : [...hosts].join(',');
  return { NO_PROXY: list, no_proxy: list };
}

/**
 * The variables as node reads them, which knows no ALL_PROXY: that is taken for what has no proxy of its own. One that is
 * no HTTP proxy (`socks5://`) is not taken.
 */
export function proxyVariables(environment: Environment): Record<string, string> {
  const all = environment.all_proxy || environment.ALL_PROXY || '';
  const isHttp = ['http:', 'https:'].includes(URL.parse(all)?.protocol ?? '');
  const names = ['http_proxy', 'https_proxy'].filter(
    (name) => isHttp && !environment[name] && !environment[name.toUpperCase()],
  );
  const added = Object.fromEntries(names.map((name) => [name, all]));
  return { ...environment, ...added, ...exceptHere(environment) };
}
