// Dear ImGui as this page needs it (IMGUI_USER_CONFIG): nothing that is not used, for size.
#pragma once
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS  // fonts come by fetch, settings are ours
#define IMGUI_DISABLE_DEFAULT_FONT    // the page brings Be Vietnam Pro
