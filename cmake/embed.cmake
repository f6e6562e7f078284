# Data that travels inside the program: the texts of the page (vi, en), the rubric packs and the form of
# the summary table, byte for byte.
# A pack or a text that is changed is embedded again; a new pack is seen by itself.
find_program(NODE_EXECUTABLE NAMES node nodejs REQUIRED)
set(embedded_packs "")
set(generated "${CMAKE_BINARY_DIR}/generated")
set(embed "${CMAKE_SOURCE_DIR}/tools/embed.mjs")

# Which areas of assets/texts only the office's screens or the native tool need; the rest is the school's and in `base`.
set(office_areas office intake kind reading review rollup round assess)
set(cli_areas cli)

# thuoc_embed_texts(OUT.cc FUNCTION LANGUAGE AREAS...)
function(thuoc_embed_texts out what)
  add_custom_command(OUTPUT "${generated}/${out}" VERBATIM
    COMMAND "${NODE_EXECUTABLE}" "${embed}" texts "${generated}/${out}" "${what}" ${ARGN}
    DEPENDS "${embed}" ${ARGN})
endfunction()
file(GLOB texts_vi CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/texts/*.vi.json")
file(GLOB texts_en CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/texts/*.en.json")
set(school_texts ${texts_vi})
foreach(area office cli)
  set(${area}_texts "")
  foreach(name ${${area}_areas})
    list(APPEND ${area}_texts "${CMAKE_SOURCE_DIR}/assets/texts/${name}.vi.json")
  endforeach()
  list(REMOVE_ITEM school_texts ${${area}_texts})
  thuoc_embed_texts(${area}_texts_vi.cc ${area}_texts_vi ${${area}_texts})
endforeach()
thuoc_embed_texts(school_texts_vi.cc school_texts_vi ${school_texts})
# Written in both languages at once: into KIEM-TRA.txt, and as arguments of errors and reasons.
thuoc_embed_texts(both_texts_en.cc both_texts_en:howto.,json.type.,score.range.,intake.difference. ${texts_en})
thuoc_embed_texts(all_texts_en.cc all_texts_en ${texts_en})
set(embedded_texts "${generated}/school_texts_vi.cc" "${generated}/both_texts_en.cc")
set(embedded_more_texts "${generated}/all_texts_en.cc" "${generated}/office_texts_vi.cc" "${generated}/cli_texts_vi.cc")
# The page's English: a file of the site, fetched when somebody chooses it.
add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/english.txt" VERBATIM
  COMMAND "${NODE_EXECUTABLE}" "${embed}" english "${CMAKE_BINARY_DIR}/english.txt" ${texts_vi} ${texts_en}
  DEPENDS "${embed}" ${texts_vi} ${texts_en})
add_custom_target(english_texts ALL DEPENDS "${CMAKE_BINARY_DIR}/english.txt")

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
# What has to be there before a source can be looked at.
add_custom_target(embedded DEPENDS ${embedded_texts} ${embedded_more_texts} ${embedded_packs} "${generated}/builtin_form.cc")
