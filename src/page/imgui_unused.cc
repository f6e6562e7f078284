// The parts of Dear ImGui that the page never uses, as empty functions: its own widgets, tables and
// menus, which the core of ImGui refers to but our widgets (src/ui) do not. The page is built
// without imgui_widgets.cpp and imgui_tables.cpp: 45 KB of code that nobody would download for use.
// A function that turns out to be needed is taken off here, and the linker then asks for its file.
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdarg>
#include <cstdlib>
#include <cstring>

namespace ImGui {

bool ButtonBehavior(const ImRect&, ImGuiID, bool*, bool*, ImGuiButtonFlags) { return false; }
bool CollapseButton(ImGuiID, const ImVec2&) { return false; }
bool CloseButton(ImGuiID, const ImVec2&) { return false; }
bool Selectable(const char*, bool, ImGuiSelectableFlags, const ImVec2&) { return false; }
void Scrollbar(ImGuiAxis) {}
void SeparatorText(const char*) {}
void EndColumns() {}
void EndMenuBar() {}
ImGuiMultiSelectIO* EndMultiSelect() { return nullptr; }
void EndTabBar() {}
void EndTable() {}
void TreePop() {}
void TextV(const char*, va_list) {}
void InputTextDeactivateHook(ImGuiID) {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui

ImGuiInputTextState::ImGuiInputTextState() { memset(static_cast<void*>(this), 0, sizeof *this); }
void ImGuiMenuColumns::Update(float, bool) {}

// The whole of it brings 15 KB of number reading, for an ini file we do not have. What is left is how
// the OpenGL backend reads the 300 of "#version 300 es", without which no shader compiles.
extern "C" int sscanf(const char* text, const char* format, ...) {
  if (strcmp(format, "#version %d") != 0) return 0;
  va_list arguments;
  va_start(arguments, format);
  *va_arg(arguments, int*) = atoi(text + strlen("#version "));
  va_end(arguments);
  return 1;
}
