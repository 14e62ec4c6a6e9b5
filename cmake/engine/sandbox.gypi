# And V8's own sandbox: what a corrupted object can reach is the cage.
{
  'includes': ['compressed.gypi'],
  'variables': {
    'v8_enable_sandbox': 1,
  },
}
