# SPDX-License-Identifier: Apache-2.0
# The client library as other programs link it: one shared library of the rooms that core/sdk stands on, its headers, a
# CMake package and a pkg-config file. find_package(KonductorCore) gives Konductor::Core.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(rooms base api kube rules live sdk)
foreach(room ${rooms})
    list(APPEND objects "$<TARGET_OBJECTS:konductor_${room}>")
    set_target_properties(konductor_${room} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endforeach()
add_library(KonductorCore SHARED ${objects})
add_library(Konductor::Core ALIAS KonductorCore)
foreach(room ${rooms})
    add_dependencies(KonductorCore konductor_${room})
endforeach()
set_target_properties(KonductorCore PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME Core OUTPUT_NAME konductor-core
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR} AUTOMOC OFF)
target_compile_features(KonductorCore PUBLIC cxx_std_20)
target_include_directories(KonductorCore PUBLIC "$<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/konductor>")
target_link_libraries(KonductorCore PUBLIC Qt6::Core Qt6::Network QCoro6::Core QCoro6::Network tl::expected
    PRIVATE simdjson::simdjson yaml-cpp)
# Only what is marked KONDUCTOR_EXPORT leaves the library. The map keeps in what headers of others make visible.
target_link_options(KonductorCore PRIVATE "-Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/konductor-core.map")
if(KONDUCTOR_SANITIZE)
    target_link_options(KonductorCore PRIVATE -fsanitize=${KONDUCTOR_SANITIZE})
endif()

install(TARGETS KonductorCore EXPORT KonductorCore COMPONENT KonductorCore)
# What the headers of the client library include, and what opening a connection of one's own needs.
set(core_headers core/api/encoder.h core/kube/kubeconfig.h)
foreach(name clock error export rare result secret spoken time)
    list(APPEND core_headers core/base/${name}.h)
endforeach()
foreach(name arrival barrier compacttext gate job kind kinds lease leaserequest mutex object once permit rwmutex semaphore waitgroup)
    list(APPEND core_headers core/api/${name}.h)
endforeach()
foreach(name connection connectionsettings request serverclock)
    list(APPEND core_headers core/kube/${name}.h)
endforeach()
foreach(name blocking client failure hold objects options)
    list(APPEND core_headers core/sdk/${name}.h)
endforeach()
foreach(header ${core_headers})
    get_filename_component(folder "${header}" DIRECTORY)
    install(FILES "${CMAKE_SOURCE_DIR}/${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/konductor/${folder}"
        COMPONENT KonductorCore)
endforeach()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/KonductorCore")
install(EXPORT KonductorCore NAMESPACE Konductor:: FILE KonductorCoreTargets.cmake DESTINATION "${package_dir}"
    COMPONENT KonductorCore)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/KonductorCoreConfig.cmake.in"
    "${CMAKE_BINARY_DIR}/KonductorCoreConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/KonductorCoreConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
get_target_property(qcoro_includes QCoro6::Core INTERFACE_INCLUDE_DIRECTORIES)
list(TRANSFORM qcoro_includes PREPEND "-I")
list(JOIN qcoro_includes " " qcoro_cflags)
file(RELATIVE_PATH pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/konductor-core.pc.in" "${CMAKE_BINARY_DIR}/konductor-core.pc" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/KonductorCoreConfig.cmake" "${CMAKE_BINARY_DIR}/KonductorCoreConfigVersion.cmake"
    DESTINATION "${package_dir}" COMPONENT KonductorCore)
install(FILES "${CMAKE_BINARY_DIR}/konductor-core.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT KonductorCore)
