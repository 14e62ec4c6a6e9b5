"""A generator for gyp (gyp -f): every target with its conditions and settings applied, as JSON.

-G output=FILE says where. Paths are as gyp keeps them, relative to tools/v8_gypfiles of the source;
@generated and @tools stand for folders that plan.py chooses.
"""
import json

generator_wants_static_library_dependencies_adjusted = False
generator_default_variables = {
    "OS": "linux",
    "CONFIGURATION_NAME": "Release",
    "EXECUTABLE_PREFIX": "", "EXECUTABLE_SUFFIX": "",
    "STATIC_LIB_PREFIX": "lib", "STATIC_LIB_SUFFIX": ".a",
    "SHARED_LIB_PREFIX": "lib", "SHARED_LIB_SUFFIX": ".so",
    "INTERMEDIATE_DIR": "@generated", "SHARED_INTERMEDIATE_DIR": "@generated",
    "PRODUCT_DIR": "@tools", "LIB_DIR": "@tools", "SHARED_LIB_DIR": "@tools",
    "RULE_INPUT_PATH": "", "RULE_INPUT_ROOT": "", "RULE_INPUT_NAME": "",
    "RULE_INPUT_DIRNAME": "", "RULE_INPUT_EXT": "",
}


def GenerateOutput(target_list, target_dicts, data, params):
    with open(params["generator_flags"]["output"], "w") as file:
        json.dump({name: target_dicts[name] for name in target_list}, file, indent=1)
