# Pointers of 64 bits and no sandbox, as in libnode.
{
  'variables': {
    'v8_enable_pointer_compression': 0,
    'v8_enable_pointer_compression_shared_cage': 0,
    'v8_enable_31bit_smis_on_64bit_arch': 0,
    'v8_enable_external_code_space': 0,
    'v8_enable_sandbox': 0,
  },
}
