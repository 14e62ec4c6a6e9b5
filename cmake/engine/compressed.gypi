# Pointers of 32 bits into one cage.
{
  'variables': {
    'v8_enable_pointer_compression': 1,
    'v8_enable_pointer_compression_shared_cage': 1,
    'v8_enable_31bit_smis_on_64bit_arch': 1,
    'v8_enable_external_code_space': 1,
  },
}
