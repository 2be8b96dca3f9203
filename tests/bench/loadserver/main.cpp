// SPDX-License-Identifier: Apache-2.0
// konductor-loadserver: an API server that costs next to nothing itself. It answers lists and watches of N permits
// from prepared bytes, so that a run measures the client. Loopback only.
#include "tests/bench/loadserver/session.h"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>

#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

using boost::asio::ip::tcp;

bool writeKubeconfig(const std::string& path, const std::string& url)
{
    std::ofstream file(path);
    file << "apiVersion: v1\nkind: Config\ncurrent-context: load\n"
         << "clusters: [{name: load, cluster: {server: '" << url << "'}}]\n"
         << "users: [{name: load, user: {}}]\n"
         << "contexts: [{name: load, context: {cluster: load, user: load}}]\n";
    return static_cast<bool>(file.flush());
}

} // namespace

int main(int argc, char** argv)
{
    using namespace konductor::bench;
    CLI::App options("Answers lists and watches of N permits from prepared bytes");
    size_t permits = 100'000;
    unsigned short port = 0;
    std::string kubeconfig;
    bool pagesOnly = false;
    options.add_option("--permits", permits, "How many permits there are")->capture_default_str();
    options.add_option("--port", port, "On 127.0.0.1; 0 takes a free one");
    options.add_option("--kubeconfig-out", kubeconfig, "Writes a kubeconfig for it");
    options.add_flag("--pages-only", pagesOnly, "Refuses sendInitialEvents, as servers before 1.34 do");
    CLI11_PARSE(options, argc, argv);
    std::signal(SIGPIPE, SIG_IGN);

    const Dataset data(permits);
    Orders orders;
    const Load load{data, orders, !pagesOnly};
    try {
        boost::asio::io_context context;
        tcp::acceptor acceptor(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), port));
        const std::string url = "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
        if (!kubeconfig.empty() && !writeKubeconfig(kubeconfig, url)) {
            std::cerr << "cannot write " << kubeconfig << '\n';
            return 1;
        }
        std::cout << "ready " << url << std::endl;
        while (true) {
            tcp::socket socket = acceptor.accept();
            std::thread([client = std::move(socket), &load]() mutable { serve(std::move(client), load); }).detach();
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
