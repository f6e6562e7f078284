# Data that travels inside the program: the texts of the page (vi, en), the rubric packs and the form of
# the summary table, byte for byte.
# A pack or a text that is changed is embedded again; a new pack is seen by itself.
find_program(NODE_EXECUTABLE NAMES node nodejs REQUIRED)
set(embedded_texts "")
set(embedded_packs "")
set(generated "${CMAKE_BINARY_DIR}/generated")
set(embed "${CMAKE_SOURCE_DIR}/tools/embed.mjs")

if(EXISTS "${CMAKE_SOURCE_DIR}/src/base/text_table.h")
  file(GLOB texts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/texts/*.json")
  add_custom_command(OUTPUT "${generated}/text_table.cc" VERBATIM
    COMMAND "${NODE_EXECUTABLE}" "${embed}" texts "${generated}/text_table.cc" ${texts}
    DEPENDS "${embed}" ${texts})
  set(embedded_texts "${generated}/text_table.cc")
endif()

if(EXISTS "${CMAKE_SOURCE_DIR}/src/rubric/builtin_packs.h")
  file(GLOB packs CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/criteria/*.json")
  list(FILTER packs EXCLUDE REGEX "\\.schema\\.json$")
  add_custom_command(OUTPUT "${generated}/builtin_packs.cc" VERBATIM
    COMMAND "${NODE_EXECUTABLE}" "${embed}" packs "${generated}/builtin_packs.cc" ${packs}
    DEPENDS "${embed}" ${packs})
  set(embedded_packs "${generated}/builtin_packs.cc")
endif()

set(form "${CMAKE_SOURCE_DIR}/assets/forms/phu-luc-2.json")
add_custom_command(OUTPUT "${generated}/builtin_form.cc" VERBATIM
  COMMAND "${NODE_EXECUTABLE}" "${embed}" form "${generated}/builtin_form.cc" "${form}"
  DEPENDS "${embed}" "${form}")
