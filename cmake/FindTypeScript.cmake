# Finds TypeScript's own compiler, one file of JavaScript. Defines TypeScript_JS, TypeScript_NOTICES
# (its licence, to be installed with what contains it) and TypeScript_VERSION.
find_file(TypeScript_JS typescript.js
  PATHS /usr/share/nodejs/typescript/lib /usr/lib/node_modules/typescript/lib NO_DEFAULT_PATH)
find_file(TypeScript_NOTICES copyright PATHS /usr/share/doc/node-typescript NO_DEFAULT_PATH)
if(TypeScript_JS)
  cmake_path(GET TypeScript_JS PARENT_PATH typescript_folder)
  file(READ ${typescript_folder}/../package.json typescript_package)
  string(JSON TypeScript_VERSION GET "${typescript_package}" version)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(TypeScript REQUIRED_VARS TypeScript_JS VERSION_VAR TypeScript_VERSION)
