# SPDX-License-Identifier: Apache-2.0
# The client library as other programs link it: one shared library of the rooms that core/sdk stands on, its headers, a
# CMake package and a pkg-config file. find_package(KonductorCore) gives Konductor::Core.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(rooms base api kube rules live sdk)
foreach(room ${rooms})
    list(APPEND objects "$<TARGET_OBJECTS:konductor_${room}>")
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
# Besides what the rooms show, only names of the project leave the library.
target_link_options(KonductorCore PRIVATE "-Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/konductor-core.map")
if(KONDUCTOR_SANITIZE)
    target_link_options(KonductorCore PRIVATE -fsanitize=${KONDUCTOR_SANITIZE})
endif()

install(TARGETS KonductorCore EXPORT KonductorCore COMPONENT KonductorCore)
file(GLOB core_headers RELATIVE "${CMAKE_SOURCE_DIR}" CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/core/base/*.h"
    "${CMAKE_SOURCE_DIR}/core/api/*.h")
list(REMOVE_ITEM core_headers core/api/fieldreader.h core/api/interner.h core/api/objecttable.h)
list(APPEND core_headers core/kube/connection.h core/kube/connectionsettings.h core/kube/kubeconfig.h core/kube/request.h
    core/kube/serverclock.h core/sdk/blocking.h core/sdk/client.h core/sdk/export.h core/sdk/failure.h core/sdk/hold.h
    core/sdk/objects.h core/sdk/options.h)
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
